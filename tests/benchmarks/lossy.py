"""A link that loses, delays and throttles packets, below TCP: for whoever runs in a network of their own.

Whatever is sent to FAR comes back as if FAR had sent it: a connection there leads to this very machine, over the link.
Source and target of a packet change places, which changes none of its checksums. Linux, the right to make
a network device (`/dev/net/tun`), and `unshare -n` before: nobody outside of that network notices.
"""

import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time

HERE, FAR = "10.99.0.1", "10.99.0.2"
_SET_DEVICE, _TUN_WITHOUT_HEADER = 0x400454CA, 0x0001 | 0x1000


class LossyLink(threading.Thread):
    """`delay`: seconds each way; `loss`: the share of packets that never arrive; `rate`: bytes a second each way, 0 for
    as many as come."""

    def __init__(self, *, delay: float, loss: float, rate: int = 0, seed: int = 1) -> None:
        super().__init__(daemon=True)
        self.delay, self.loss, self.rate = delay, loss, rate
        self.passed = self.lost = 0
        self._random = random.Random(seed)
        self._device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self._device, _SET_DEVICE, struct.pack("16sH22x", b"lossy", _TUN_WITHOUT_HEADER))
        for command in ("link set lo up", f"addr add {HERE}/24 dev lossy", "link set lossy up mtu 1400"):
            subprocess.run(["ip", *command.split()], check=True)

    def run(self) -> None:
        under_way: list[tuple[float, int, bytes]] = []
        free_at = dict.fromkeys((True, False), 0.0)  # by direction: when the line has sent what is before
        count = 0
        while True:
            patience = max(0.0, under_way[0][0] - time.monotonic()) if under_way else None
            if select.select([self._device], [], [], patience)[0]:
                packet = os.read(self._device, 65_536)
                if packet[0] >> 4 != 4 or self._random.random() < self.loss:
                    self.lost += packet[0] >> 4 == 4
                    continue
                now, is_there = time.monotonic(), packet[20:22] < packet[22:24]
                leaves = now
                if self.rate:
                    leaves = free_at[is_there] = max(now, free_at[is_there]) + len(packet) / self.rate
                count += 1
                swapped = packet[:12] + packet[16:20] + packet[12:16] + packet[20:]
                heapq.heappush(under_way, (leaves + self.delay, count, swapped))
            while under_way and under_way[0][0] <= time.monotonic():
                os.write(self._device, heapq.heappop(under_way)[2])
                self.passed += 1
