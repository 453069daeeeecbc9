"""What moto's Step Functions lacks. Each file has `mend()`, which puts it right in this process."""

import sys


def replace(module, name, other):
    """Puts another in the place of a module's function, also where it was imported by its name."""
    known = getattr(module, name)
    for path, importer in list(sys.modules.items()):
        if path.startswith("moto.stepfunctions.") and vars(importer).get(name) is known:
            setattr(importer, name, other)
    return known
