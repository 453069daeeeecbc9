/** A definition that is right and that this engine does not run. It says so before anything runs. */
export class UnsupportedDefinition extends Error {
  override readonly name = "UnsupportedDefinition";
  constructor(
    /** The place in the definition: `States.Train.Resource`. */
    readonly location: string,
    message: string,
  ) {
    super(`${message}  → ${location}`);
  }
}
