/** A vitest reporter: why each skipped test was skipped, and one closing line that counts in any language. */
export default class ClosingLine {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      // A file that can't be loaded has no tests to fail.
      if (module.errors().length > 0) counts.failed++;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        counts[state]++;
        if (state === "skipped") console.log(`skipped: ${test.fullName}: ${note ?? "no reason given"}`);
      }
    }
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
