"""What a sanction is: its steps, where it holds, what it stops, and how it comes back to the queue."""
