using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Every operator model of the shared data is either imported and computes what ONNX Runtime does, or is refused for the stated reason.</summary>
public class OperatorZooTests
{
    /// <summary>What has no network, and what the error must say.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["burn_fixtures/all_dtypes"] = "no input",
        ["burn_fixtures/disconnected_subgraphs"] = "product of two values that both depend on the input is not piecewise linear",
        ["burn_fixtures/multi_io"] = "product of two values that both depend on the input is not piecewise linear",
        ["burn_fixtures/zero_sized_dims"] = "shape [2, 0, 3]",
        ["burn_ops/div"] = "quotient whose divisor depends on the input is not piecewise linear",
        ["burn_ops/div_broadcast"] = "quotient whose divisor depends on the input is not piecewise linear",
        ["burn_ops/elu"] = "Elu is not piecewise linear",
        ["burn_ops/gemm"] = "product of two values that both depend on the input is not piecewise linear",
        ["burn_ops/gemm_non_unit_alpha_beta"] = "product of two values that both depend on the input is not piecewise linear",
        ["burn_ops/identity_constant"] = "no input",
        ["burn_ops/matmul"] = "product of two values that both depend on the input is not piecewise linear",
        ["burn_ops/mul"] = "product of two values that both depend on the input is not piecewise linear",
        ["burn_ops/reshape_with_1d_tensor"] = "its shape depends on the input",
        ["burn_ops/squeeze_scalar"] = "no input",
        ["burn_ops/squeeze_shape_noop"] = "axis 0 of the shape [2] cannot be dropped",
    };

    public static TheoryData<string> Models => [.. OperatorZoo.Models];

    [DataTheory]
    [MemberData(nameof(Models))]
    public void Computes_what_the_reference_does_or_says_why_not(string model)
    {
        if (Refused.TryGetValue(model, out string? reason))
        {
            Assert.Contains(reason, Assert.Throws<InputException>(() => OperatorZoo.Read(model)).Message);
            return;
        }

        ImportedModel imported = OperatorZoo.Read(model);
        foreach ((double[] inputs, double[] outputs) in OperatorZoo.Cases(model))
        {
            double[] actual = OperatorZoo.Run(imported, inputs);
            double allowed = 1e-5 * Math.Max(1, outputs.Max(Math.Abs));
            Assert.Equal(outputs.Length, actual.Length);
            Assert.All(outputs.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, allowed));
        }
    }
}
