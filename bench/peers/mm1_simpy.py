#!/usr/bin/python3
"""M/M/1 in SimPy 3, one process per customer: the model of ../mm1.cpp. Prints customers per second of CPU time.

    mm1_simpy.py [CUSTOMERS]    Debian: python3-simpy3, which only /usr/bin/python3 finds
"""

import random
import sys
import time

import simpy

BETWEEN, TAKES = 1.25, 1.0  # min: utilisation 0.8


class Queue:
    def __init__(self, customers):
        self.env = simpy.Environment()
        self.draw = random.Random(1)
        self.officer = simpy.Resource(self.env, capacity=1)
        self.waited = 0.0
        self.env.process(self.arrivals(customers))

    def arrivals(self, customers):
        for _ in range(customers):
            yield self.env.timeout(self.draw.expovariate(1 / BETWEEN))
            self.env.process(self.visit())

    def visit(self):
        arrived = self.env.now
        with self.officer.request() as officer:
            yield officer
            self.waited += self.env.now - arrived
            yield self.env.timeout(self.draw.expovariate(1 / TAKES))


customers = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
queue = Queue(customers)
begin = time.process_time()
queue.env.run()
seconds = time.process_time() - begin
print(f"mean wait {queue.waited / customers:.2f} min, known 4.00", file=sys.stderr)
print(f"{customers / seconds:.0f}")
