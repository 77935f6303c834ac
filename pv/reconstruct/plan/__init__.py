"""What the records of each arm must give: published figures made consistent."""
