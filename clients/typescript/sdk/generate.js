/**
 * The second half of `make gen`: gives what protoc-gen-es wrote the SDK's own run time (src/proto) instead of protobuf-es'. The types stay as they are. A description
 * of ours is a few words for each field, where protobuf-es carries the whole proto file and all that it takes to read one: a visitor's browser loads 20 kB less.
 *
 * Writes test/descriptors.binpb too: what the proto files said, for the test that compares the two.
 */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFileRegistry, fromBinary, ScalarType, toBinary } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import { DurationSchema, FieldMaskSchema, FileDescriptorProtoSchema, FileDescriptorSetSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";

const gen = join(import.meta.dirname, "src/gen");
/** What only the stream in both directions says, which browsers do not have: they load no description of it. Another, with all that it says, is for Node.js. */
const ONLY_IN_CHAT = { "supportchat.v1.ServerFrame": ["ack", "error", "pong"] };
const SCALARS = {
  [ScalarType.BOOL]: "bool",
  [ScalarType.BYTES]: "bytes",
  [ScalarType.INT32]: "int32",
  [ScalarType.INT64]: "int64",
  [ScalarType.STRING]: "string",
  [ScalarType.UINT32]: "uint32",
};

const paths = readdirSync(gen, { recursive: true }).filter((path) => path.endsWith("_pb.ts"));
const sources = new Map(paths.map((path) => [path.replace(/_pb\.ts$/, ".proto"), readFileSync(join(gen, path), "utf8")]));
const protos = [...sources].map(([name, source]) => {
  const proto = fromBinary(FileDescriptorProtoSchema, base64Decode(only(name, source.match(/fileDesc\("([^"]*)"/g)).slice(10, -1)));
  // protoc-gen-es leaves the imports out; they are in the code.
  proto.dependency = [...source.matchAll(/^import \{ ([\w, ]+) \} from "([^"]+)";$/gm)].flatMap(([, names, from]) =>
    names
      .split(", ")
      .filter((file) => file.startsWith("file_"))
      .map((file) => (from.endsWith("/wkt") ? `google/protobuf/${file.slice(21)}.proto` : join(name, "..", from).replace(/_pb\.js$/, ".proto"))),
  );
  return proto;
});
const google = [TimestampSchema, DurationSchema, FieldMaskSchema].map((schema) => schema.file.proto);
const set = { $typeName: "google.protobuf.FileDescriptorSet", file: [...google, ...sorted(protos)] };
const registry = createFileRegistry(set);

for (const [name, source] of sources) writeFileSync(join(gen, name.replace(/\.proto$/, "_pb.ts")), rewrite(name, source));
writeFileSync(join(import.meta.dirname, "test/descriptors.binpb"), toBinary(FileDescriptorSetSchema, set));

function rewrite(name, source) {
  const file = registry.getFile(name);
  if (!file || file.edition !== 999 || file.extensions.length > 0) throw new Error(`${name}: only proto3, without extensions`);
  const used = { message: new Set(), scalars: new Set(), service: new Set() };
  const messages = new Map(all(file.messages).map((message) => [`${local(message)}Schema`, message]));
  const services = new Map(file.services.map((service) => [service.name, service]));
  const foreign = new Map();

  const reference = (message) => {
    if (message.file !== file) {
      const from = message.file.proto.package === "google.protobuf" ? "wkt" : message.file.name;
      foreign.set(from, (foreign.get(from) ?? new Set()).add(`${local(message)}Schema`));
    }
    return `${local(message)}Schema`;
  };
  const scalar = (type, where) => {
    const known = SCALARS[type];
    if (!known) throw new Error(`${where}: src/proto/scalars.ts has no ${ScalarType[type]}`);
    used.scalars.add(known);
    return known;
  };
  const label = (word) => {
    used.message.add(word);
    return `, ${word}`;
  };
  const single = (field, kind) => {
    if (kind === "message") {
      if (field.delimitedEncoding) throw new Error(`${field}: groups are not known`);
      return reference(field.message);
    }
    return scalar(kind === "enum" ? ScalarType.INT32 : field.scalar, field);
  };
  const describe = (field, all) => {
    switch (field.fieldKind) {
      case "list":
        if (field.listKind !== "message" && field.packed !== !["bytes", "string"].includes(SCALARS[field.scalar]))
          throw new Error(`${field}: oddly packed`);
        return `[${field.number}, ${single(field, field.listKind)}${label("list")}]`;
      case "map":
        if (field.mapKey !== ScalarType.STRING) throw new Error(`${field}: only strings as keys`);
        return `[${field.number}, ${single(field, field.mapKind)}${label("map")}]`;
      case "message":
        return `[${field.number}, ${field.message.typeName in ONLY_IN_CHAT ? all : ""}${single(field, "message")}]`;
      default: {
        // 1: EXPLICIT. A field of a oneof is there or not by the oneof.
        const optional = field.presence === 1 && !field.oneof ? label("optional") : "";
        return `[${field.number}, ${single(field, field.fieldKind)}${optional}]`;
      }
    }
  };
  const fields = (message, without = [], all = "") => {
    const described = message.members.map((member) => {
      if (member.kind !== "oneof") return `  ${member.localName}: ${describe(member, all)},\n`;
      const cases = member.fields.filter((field) => !without.includes(field.localName));
      return `  ${member.localName}: { ${cases.map((field) => `${field.localName}: ${describe(field, all)}`).join(", ")} },\n`;
    });
    return described.length > 0 ? `\n${described.join("")}` : "";
  };
  const bidirectional = new Set(
    file.services.flatMap(({ methods }) => methods.filter(isBidirectional).flatMap(({ input, output }) => [input, output])),
  );
  const method = (method) => {
    // Node.js has no table of these: there is one.
    if (isBidirectional(method)) return "";
    if (method.methodKind !== "unary" && method.methodKind !== "server_streaming") throw new Error(`${method}: grpc-web has no ${method.methodKind}`);
    if (method.name !== method.localName.charAt(0).toUpperCase() + method.localName.slice(1)) throw new Error(`${method}: an unusual name`);
    return `  ${method.localName}: [${reference(method.input)}, ${reference(method.output)}${method.methodKind === "unary" ? "" : ", true"}],\n`;
  };

  const code = source
    .replace("/* eslint-disable */", "// Then by sdk/generate.js. DO NOT EDIT: make gen writes it.")
    // Descriptions of the file and of enums: nothing reads them.
    .replace(/\/\*\*(?:(?!\*\/)[\s\S])*?\*\/\nexport const \w+: Gen(?:File|Enum<\w+>) = [\s\S]*?;\n\n?/g, "")
    .replace(/: GenMessage<(\w+)> = \/\*@__PURE__\*\/\s+messageDesc\([^)]*\);/g, (_, type) => {
      const message = messages.get(`${type.replace("$1", "")}Schema`);
      used.message.add("type MessageType").add("message");
      const table = (fields) => `MessageType<${type}> = /*@__PURE__*/ message("${message.typeName}", () => ({${fields}}));`;
      if (bidirectional.has(message)) return `: ${table(fields(message, [], "All"))}`;
      const without = ONLY_IN_CHAT[message.typeName];
      if (!without) return `: ${table(fields(message))}`;
      return `: ${table(fields(message, without))}\n\n/** With what only Chat says. */\nexport const All${type}Schema: ${table(fields(message))}`;
    })
    .replace(/\bGenService</g, "ServiceType<")
    .replace(/(export const (\w+): ServiceType<[\s\S]*?> = \/\*@__PURE__\*\/)\s+serviceDesc\([^)]*\);/g, (_, head, service) => {
      used.service.add("type ServiceType").add("service");
      const { typeName, methods } = services.get(service);
      return `${head} service("${typeName}", {\n${methods.map(method).join("")}});`;
    })
    // All ids and seqs are below 2^53. protoc-gen-es has no option to say so.
    .replace(/\bbigint\b/g, "number");

  const up = "../".repeat(name.split("/").length);
  const imports = Object.entries(used)
    .filter(([, names]) => names.size > 0)
    .map(([from, names]) => `import { ${[...names].join(", ")} } from "${up}proto/${from}.js";\n`);
  for (const [from, names] of foreign) {
    const path = from === "wkt" ? `${up}proto/wkt.js` : `${up}gen/${from}_pb.js`;
    imports.push(`import { ${[...names].join(", ")} } from "${path}";\n`);
  }
  const result = code
    .replace(/^import (type )?\{[^}]*\} from "@bufbuild\/protobuf\/codegenv2";\n/gm, "")
    .replace(/^import \{ file_[^}]*\} from "[^"]*";\n/gm, "")
    .replace(/^import /m, `${imports.join("")}import `);
  const left = result.match(/\b(file_\w+|\w+Desc\(|Gen[A-Z]\w+<|codegenv2)/);
  if (left) throw new Error(`${name}: left something of protobuf-es' run time: ${left[0]}`);
  return result;
}

function isBidirectional(method) {
  return method.methodKind === "bidi_streaming";
}

/** What protoc-gen-es calls a message: nested names with underscores. */
function local(message) {
  return message.typeName.slice(message.file.proto.package.length + 1).replaceAll(".", "_");
}

function all(messages) {
  return messages.flatMap((message) => [message, ...all(message.nestedMessages)]);
}

/** Those that others import come first. */
function sorted(protos) {
  const done = new Set();
  const visit = (proto) =>
    done.has(proto) ? [] : [...protos.filter((other) => proto.dependency.includes(other.name)).flatMap(visit), done.add(proto) && proto];
  return [...new Set(protos.flatMap(visit))];
}

function only(name, matches) {
  if (matches?.length !== 1) throw new Error(`${name}: ${matches?.length ?? 0} descriptions of the file`);
  return matches[0];
}
