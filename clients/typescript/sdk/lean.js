/**
 * A Vite plugin for what browsers load: leaves out the parts of protobuf-es that only serve JSON, which the SDK never speaks.
 * connect's transports carry them for its other protocols, where no bundler can see that they are not called.
 */

const FILES = /[\\/]@bufbuild[\\/]protobuf[\\/]dist[\\/]esm[\\/](from-json|to-json)\.js$/;

const NAMES = {
  "from-json": ["fromJson", "fromJsonString", "mergeFromJson", "mergeFromJsonString", "enumFromJson", "isEnumJson"],
  "to-json": ["toJson", "toJsonString", "enumToJson"],
};

/** @returns {import("vite").Plugin} */
export function lean() {
  return {
    name: "supportchat-lean",
    enforce: "pre",
    load(id) {
      const file = FILES.exec(id)?.[1];
      if (!file) return undefined;
      const stubs = NAMES[file].map((name) => `export const ${name} = absent;`);
      return `function absent() { throw new Error("JSON is not part of this build"); }\n${stubs.join("\n")}`;
    },
  };
}
