#!/usr/bin/python3
"""The four-desk border in SimPy 3: the model of ../border.cpp, keeping sums only. Prints trucks per second of CPU time.

    border_simpy.py [DAYS]    Debian: python3-simpy3, which only /usr/bin/python3 finds
"""

import math
import random
import sys
import time

import simpy

TRUCKS = 1.0  # a minute


class Desk:
    def __init__(self, env, people, takes, share=1.0):
        self.officers = simpy.Resource(env, capacity=people)
        self.takes = takes
        self.share = share
        self.waited = 0.0
        self.visits = 0


class Border:
    def __init__(self, days):
        self.env = simpy.Environment()
        self.draw = random.Random(1)
        draw, spread = self.draw, math.log(1 + 0.5**2)  # of the logarithm, at cv 0.5
        self.desks = [
            Desk(self.env, 2, lambda: draw.expovariate(1 / 1.0)),
            Desk(self.env, 8, lambda: draw.lognormvariate(math.log(6) - spread / 2, math.sqrt(spread))),
            Desk(self.env, 3, lambda: draw.expovariate(1 / 5.0), share=0.2),
            Desk(self.env, 2, lambda: draw.expovariate(1 / 0.5)),
        ]
        self.trucks = 0
        self.time = 0.0
        self.env.process(self.arrivals(days * 24 * 60))

    def arrivals(self, until):
        while True:
            yield self.env.timeout(self.draw.expovariate(TRUCKS))
            if self.env.now >= until:
                return
            self.env.process(self.truck())

    def truck(self):
        start = self.env.now
        for desk in self.desks:
            if desk.share < 1 and self.draw.random() >= desk.share:
                continue
            arrived = self.env.now
            with desk.officers.request() as officer:
                yield officer
                desk.waited += self.env.now - arrived
                desk.visits += 1
                yield self.env.timeout(desk.takes())
        self.trucks += 1
        self.time += self.env.now - start


border = Border(float(sys.argv[1]) if len(sys.argv) > 1 else 30)
begin = time.process_time()
border.env.run()
seconds = time.process_time() - begin
waits = ", ".join(f"{desk.waited / desk.visits:.3f}" for desk in border.desks)
print(f"mean total {border.time / border.trucks:.2f} min, known 9.60; waits {waits}, known .333, .71, .205, .028",
      file=sys.stderr)
print(f"{border.trucks / seconds:.0f}")
