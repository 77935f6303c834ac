"""Result tables computed a second time."""
