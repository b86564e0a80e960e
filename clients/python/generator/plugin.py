"""The plugin that buf calls: it writes the messages, the services and their types, with the protoc of grpcio-tools, as the package supportchat.v1."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest, CodeGeneratorResponse
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

FOLDER = "supportchat/v1"


def main() -> None:
    request = CodeGeneratorRequest.FromString(sys.stdin.buffer.read())
    # Google's own are in googleapis-common-protos.
    wanted = [file for file in request.proto_file if file.name in request.file_to_generate and file.name.startswith(f"{FOLDER}/")]
    wanted.sort(key=lambda file: file.name)
    response = CodeGeneratorResponse(supported_features=CodeGeneratorResponse.FEATURE_PROTO3_OPTIONAL)
    response.file.add(name="__init__.py", content=package(wanted))
    with tempfile.TemporaryDirectory() as directory:
        for path in generate(request, wanted, Path(directory)):
            response.file.add(name=path.name, content=path.read_text())
    sys.stdout.buffer.write(response.SerializeToString())


def generate(request: CodeGeneratorRequest, wanted: list[FileDescriptorProto], work: Path) -> list[Path]:
    descriptors, out = work / "descriptors", work / "out"
    descriptors.write_bytes(FileDescriptorSet(file=request.proto_file).SerializeToString())
    out.mkdir()
    services = [file.name for file in wanted if file.service]
    protoc = [sys.executable, "-m", "grpc_tools.protoc", f"--descriptor_set_in={descriptors}"]
    plugins = [f"--plugin={Path(sys.executable).parent / name}" for name in ("protoc-gen-mypy", "protoc-gen-mypy_grpc")]
    for arguments in (
        [f"--python_out={out}", f"--mypy_out=quiet:{out}", *(file.name for file in wanted)],
        [f"--grpc_python_out={out}", f"--mypy_grpc_out=quiet:{out}", *services],
    ):
        subprocess.run([*protoc, *plugins, *arguments], check=True, stdout=sys.stderr)
    return sorted((out / FOLDER).iterdir())


def package(files: list[FileDescriptorProto]) -> str:
    """All messages, and the names and values of all enums, are in supportchat.v1 itself."""
    imports, names = [], []
    for file in files:
        here = [message.name for message in file.message_type]
        here += [name for enum in file.enum_type for name in (enum.name, *(value.name for value in enum.value))]
        module = re.sub(r".*/(.*)\.proto", r"\1_pb2", file.name)
        if here:
            imports.append(f"from supportchat.{FOLDER.split('/')[1]}.{module} import (\n" + "".join(f"    {name},\n" for name in sorted(here)) + ")")
            names += here
    exported = "".join(f'    "{name}",\n' for name in sorted(names))
    return '"""The messages and enums of the API, generated from its proto files."""\n\n' + "\n".join(imports) + f"\n\n__all__ = [\n{exported}]\n"


main()
