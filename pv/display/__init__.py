"""What is shown: a folder a topic, a file a display, and what displays share."""
