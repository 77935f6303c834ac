"""What differs from the previous data cut, where a report or a page is made with one."""
