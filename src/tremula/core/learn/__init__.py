"""What people may learn, who can help, first steps, a letter: data and pure rules. It finds no illness."""
