using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReluGen.Generator.Inputs;

/// <summary>What the project says about the processors that it will run on.</summary>
internal static class TargetHardware
{
    /// <summary>True if the project, or the processor that it is published for, promises fused multiply-add; ReluGen.targets says when.</summary>
    public static bool HasFma(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.ReluGenAssumeFma", out string? value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
