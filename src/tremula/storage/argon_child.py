"""The child of argon.py: reads the numbers and a passphrase, writes 32 bytes, ends.

It imports nothing of ours.
"""

import resource
import sys


def main() -> None:
    """One line `memory passes lanes salt`, then the passphrase to the end of input."""
    from argon2.low_level import Type, hash_secret_raw

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    memory, passes, lanes, salt = sys.stdin.buffer.readline().split()
    key = hash_secret_raw(
        secret=sys.stdin.buffer.read(),
        salt=bytes.fromhex(salt.decode()),
        time_cost=int(passes),
        memory_cost=int(memory),
        parallelism=int(lanes),
        hash_len=32,
        type=Type.ID,
    )
    sys.stdout.buffer.write(key)


if __name__ == "__main__":
    main()
