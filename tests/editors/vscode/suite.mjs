// Runs the tests of a suite one after the other, and counts them.

/** Thrown where something that a test needs is not there. */
export class Skip extends Error {}

/** Fails a test, and says why. */
export function check(holds, what) {
  if (!holds) {
    throw new Error(what);
  }
}

/** Tests in a window of the editor. */
export class Suite {
  passed = 0;
  failed = 0;
  skipped = 0;

  constructor(editor) {
    this.editor = editor;
  }

  /** Runs a test, where it is asked for: ONLY is a pattern of names. */
  test = async (name, run) => {
    if (!new RegExp(process.env.ONLY ?? '').test(name)) {
      return;
    }
    const start = Date.now();
    const took = () => `(${((Date.now() - start) / 1000).toFixed(1)} s)`;
    try {
      await run();
      this.passed += 1;
      console.log(`ok    ${name} ${took()}`);
    } catch (error) {
      if (error instanceof Skip) {
        this.skipped += 1;
        console.log(`SKIP  ${name}: ${error.message}`);
      } else {
        this.failed += 1;
        console.log(`FAIL  ${name} ${took()}\n${error.stack}`);
        await this.editor?.screenshot(`failed-${name.replace(/\W+/g, '-')}`);
      }
    }
    // Whatever was left open.
    for (const _ of [1, 2, 3]) {
      await this.editor?.press('Escape');
    }
  };

  /** Says how it went, and ends the process. */
  end() {
    const { passed, failed, skipped } = this;
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    process.exit(failed > 0 ? 1 : 0);
  }
}
