"""Loads one inventory with PyYAML's C loader, the usual way to read YAML in Python, and prints its number of hosts."""

import sys

try:
    import yaml
except ImportError:
    sys.exit("load-pyyaml: PyYAML is missing: pip install pyyaml")
if not yaml.__with_libyaml__:
    # The pure Python loader is many times slower: measuring it instead would flatter us.
    sys.exit("load-pyyaml: this PyYAML was built without libyaml and has no CLoader: pip install --force-reinstall pyyaml")
if len(sys.argv) != 2:
    sys.exit("usage: load-pyyaml.py FILE")

with open(sys.argv[1], "rb") as file:
    inventory = yaml.load(file, Loader=yaml.CLoader)
print(len(inventory["hosts"]), "hosts")
