#!/usr/bin/env bash
# Puts ONNX Runtime's native library into artifacts/onnxruntime (or the folder given as argument). It comes inside the npm package
# onnxruntime-node; the package's own scripts, which download more, are not run.
set -euo pipefail

version=1.30.0
root=$(cd "$(dirname "$0")/../../.." && pwd)
target=${1:-$root/artifacts/onnxruntime}

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux/x64 library=libonnxruntime.so.1 ;;
  Linux-aarch64) platform=linux/arm64 library=libonnxruntime.so.1 ;;
  Darwin-arm64) platform=darwin/arm64 library=libonnxruntime.1.dylib ;;
  *) echo "onnxruntime-node has no library for this platform" >&2; exit 1 ;;
esac
command -v npm > /dev/null || { echo "npm is needed to install ONNX Runtime" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --ignore-scripts --omit=optional --no-save --no-audit --no-fund --loglevel=error "onnxruntime-node@$version"
mkdir -p "$target"
cp -L "$work"/node_modules/onnxruntime-node/bin/napi-v*/"$platform/$library" "$target/"
echo "$target/$library"
