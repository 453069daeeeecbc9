import contextlib
import io
import os
import re
import unittest

PAGE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "docs", "clients.md")


class Documentation(unittest.TestCase):
    def test_its_examples_run(self):
        """What docs/clients.md has in Python runs as one program: boto3 first, then the SDK with its client."""
        with open(PAGE, encoding="utf-8") as file:
            blocks = re.findall(r"^```python\n(.*?)^```", file.read(), re.DOTALL | re.MULTILINE)
        self.assertEqual(len(blocks), 2)
        program = "\n".join(blocks).replace("http://127.0.0.1:8083", os.environ["STEPBOOK_ENDPOINT"])
        names = {}
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(program, PAGE, "exec"), names)
        self.addCleanup(names["workflow"].delete)
        self.assertRegex(printed.getvalue(), r"^\[.*\]\n\{'said': 'hello'\} \[\{'timestamp': ")
