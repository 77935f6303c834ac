"""Who the subjects are, how long they were treated, how they left."""
