"""What a person takes along, in forms that other programs read. It opens no database and sends nothing."""
