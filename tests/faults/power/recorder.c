/* Loaded before the C library: writes down every write, cut, flush and removal below one folder, in order.
   A record: operation (1 byte), descriptor's path number (1), offset (8), length (8), then the bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int journal = -1;
static unsigned char numbers[4096]; /* path number by descriptor; 0 = not ours */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *names[] = {"app.db", "app.db-wal", "acks"};

static unsigned char number_of(const char *path) {
  const char *folder = getenv("RECORD_FOLDER");
  if (!folder || strncmp(path, folder, strlen(folder))) return 0;
  const char *name = strrchr(path, '/') + 1;
  for (int i = 0; i < 3; i++)
    if (!strcmp(name, names[i])) return (unsigned char)(i + 1);
  return 0;
}

static void put(char what, unsigned char number, int64_t offset, const void *data, int64_t length) {
  unsigned char head[18] = {(unsigned char)what, number};
  memcpy(head + 2, &offset, 8);
  memcpy(head + 10, &length, 8);
  pthread_mutex_lock(&turn);
  if (journal < 0) journal = (int)syscall(SYS_openat, AT_FDCWD, getenv("RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  syscall(SYS_write, journal, head, 18);
  if (data && length) syscall(SYS_write, journal, data, (size_t)length);
  pthread_mutex_unlock(&turn);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define OURS(fd) ((fd) >= 0 && (fd) < 4096 && numbers[fd])

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list rest; va_start(rest, flags); \
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0; va_end(rest); \
    int fd = real(path, flags, mode); \
    if (fd >= 0 && fd < 4096) numbers[fd] = number_of(path); \
    return fd; \
  }
OPEN(open)
OPEN(open64)

#define PWRITE(name, type) \
  ssize_t name(int fd, const void *data, size_t length, type offset) { \
    REAL(name); \
    ssize_t done = real(fd, data, length, offset); \
    if (done > 0 && OURS(fd)) put('w', numbers[fd], offset, data, done); \
    return done; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
  REAL(write);
  int64_t offset = OURS(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = real(fd, data, length);
  if (done > 0 && OURS(fd)) put('w', numbers[fd], offset, data, done);
  return done;
}

#define CUT(name, type) \
  int name(int fd, type size) { \
    REAL(name); \
    int failed = real(fd, size); \
    if (!failed && OURS(fd)) put('t', numbers[fd], size, 0, 0); \
    return failed; \
  }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

#define FLUSH(name) \
  int name(int fd) { \
    REAL(name); \
    int failed = real(fd); \
    if (!failed && OURS(fd)) put('f', numbers[fd], 0, 0, 0); \
    return failed; \
  }
FLUSH(fsync)
FLUSH(fdatasync)

int unlink(const char *path) {
  REAL(unlink);
  unsigned char number = number_of(path);
  int failed = real(path);
  if (!failed && number) put('u', number, 0, 0, 0);
  return failed;
}

int close(int fd) {
  REAL(close);
  if (fd >= 0 && fd < 4096) numbers[fd] = 0;
  return real(fd);
}
