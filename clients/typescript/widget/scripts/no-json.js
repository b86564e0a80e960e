/** Stands in for protobuf's JSON codec, see vite.config.ts. */
function absent() {
  throw new Error("the widget is built without the JSON codec");
}
export const fromJson = absent;
export const fromJsonString = absent;
export const mergeFromJson = absent;
export const mergeFromJsonString = absent;
export const enumFromJson = absent;
export const isEnumJson = absent;
export const toJson = absent;
export const toJsonString = absent;
export const enumToJson = absent;
