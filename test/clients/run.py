"""Runs the tests of one folder, `python run.py FOLDER`, and ends with a line that counts them."""

import sys
import unittest


class Result(unittest.TextTestResult):
    def getDescription(self, test):
        return test.id()


folder = sys.argv[1]
suite = unittest.defaultTestLoader.discover(folder, pattern="*_test.py", top_level_dir=folder)
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Result).run(suite)
# A failure within a subtest is told of its test: one that has several fails once.
failed = len({test.id().partition(" ")[0] for test, _ in result.failures + result.errors})
skipped = len(result.skipped)
passed = max(0, result.testsRun - failed - skipped)
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(0 if result.wasSuccessful() and passed > 0 else 1)
