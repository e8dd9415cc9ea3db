using System; using System.Collections.Generic; using System.IO; using System.Threading;
using ReluGen.Core.Networks; using ReluGen.Core.Text; using ReluGen.Core.Diagnostics;using ReluGen.Core.Patterns;
namespace ReluGen.Formats {
public sealed class ImportedModel(NetworkDocument d) { public NetworkDocument Document => d; public Network Network => d.Network; public IReadOnlyList<string> Notes => []; public IReadOnlyList<string> ExternalFiles => []; }
public static class ModelFile { public static ImportedModel Read(string path, CancellationToken ct) {
 if (!File.Exists(path)) throw new InputException(InputErrorIds.Malformed, "There is no such file.");
 return new(NetworkReader.Read(File.ReadAllText(path), ct)); } }
}
namespace ReluGen.Formats.Samples {
public static class SampleFile { public static IReadOnlyList<string>? FeatureNames(string p, int n) => null; }
public static class RegionObserver { public static SampleSummary Observe(Network n, string p, ICollection<string> notes, CancellationToken ct) => new(Path.GetFileName(p), 0, []); }
}
