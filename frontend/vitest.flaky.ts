// A test that passes only at a second attempt is a defect, in the test or in the product. This reporter names them last.
import type { Reporter, TestCase } from 'vitest/node';

export class FlakyTests implements Reporter {
  private readonly flaky: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (!test.diagnostic()?.flaky) return;
    const { errors } = test.result();
    const why = (errors ?? []).map(({ message }) => `    ${message.split('\n', 1)[0] ?? ''}`);
    this.flaky.push([`  ${test.module.relativeModuleId}: ${test.fullName}`, ...why].join('\n'));
  }

  onTestRunEnd(): void {
    if (this.flaky.length === 0) return;
    console.error(
      `\nFlaky: these tests passed only at the second attempt. Mend them.\n${this.flaky.join('\n')}\n`,
    );
  }
}
