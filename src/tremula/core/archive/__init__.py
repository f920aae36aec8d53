"""What an archive of everything is made of: records, files, and forms for people. It reads no file."""
