export { mapHostOf } from "./host";
