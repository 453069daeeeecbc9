import type { StateMachine } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";

/** Read from text, since `__proto__` in a literal would not be a name. */
const definition = JSON.parse(`{
  "StartAt": "__proto__",
  "States": {
    "__proto__": { "Type": "Pass", "Next": "constructor" },
    "constructor": { "Type": "Pass", "Next": "<img src=x onerror=alert(1)>" },
    "<img src=x onerror=alert(1)>": { "Type": "Pass", "Next": "]]> & \\"quotes\\" 'too'" },
    "]]> & \\"quotes\\" 'too'": { "Type": "Pass", "Next": "שלום עולם" },
    "שלום עולם": { "Type": "Pass", "Next": "مرحبا بالعالم" },
    "مرحبا بالعالم": { "Type": "Pass", "Next": "🚀 Launch 👩‍🚀 now" },
    "🚀 Launch 👩‍🚀 now": { "Type": "Pass", "Next": "你好，世界" },
    "你好，世界": { "Type": "Pass", "Next": "hasOwnProperty" },
    "hasOwnProperty": { "Type": "Succeed" }
  }
}`) as StateMachine;

export const hostileNames: GalleryEntry = { definition };
