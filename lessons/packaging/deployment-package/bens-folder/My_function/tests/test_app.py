"""Orders of the last years, and what they cost then."""

import csv
import unittest
from pathlib import Path

from app import quote


class OldOrders(unittest.TestCase):
    def test_each_costs_what_it_cost(self):
        with Path(__file__).with_name("orders.csv").open() as file:
            for order in csv.DictReader(file):
                event = {"article": order["article"], "pieces": int(order["pieces"])}
                self.assertEqual(quote(event, None)["total"], order["total"])


if __name__ == "__main__":
    unittest.main()
