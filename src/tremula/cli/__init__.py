"""The command line, one command a file. It never knows how the rooms are made; bootstrap hands them in."""
