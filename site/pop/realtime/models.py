"""Rooms and their streams. What was said lies with the domain; here stands only that it was, and in what order."""

from uuid import uuid4

from django.db import models


class Room(models.Model):
    """A place where people are together live. Its row is the lock that keeps its stream in order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=40)
    # The sequence of the newest event. Every number up to it exists: a gap a client sees is a frame it lost.
    last_seq = models.PositiveBigIntegerField(default=0)
    # Moves when something changed that only some members see, or who belongs here: reason enough to look again.
    private_seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RoomEvent(models.Model):
    """One step of a room's public stream, the same for every member. Holds ids only: hidden stays hidden on replay."""

    # Without an index of its own: `room_event_order` begins with it.
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["room", "seq"]
        constraints = [models.UniqueConstraint(fields=["room", "seq"], name="room_event_order")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.subject_id}"
