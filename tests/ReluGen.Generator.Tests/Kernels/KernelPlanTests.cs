using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Emission;
using ReluGen.Generator.Planning;
using ReluGen.Generator.Tests.Harness;

namespace ReluGen.Generator.Tests.Kernels;

/// <summary>Which shapes are chosen, by size and sparsity, and that the code has them.</summary>
public sealed class KernelPlanTests
{
    [Fact]
    public void The_tiniest_network_is_a_batch_without_loops()
    {
        KernelPlan plan = KernelPlan.Of(RandomNetworks.Chain(1, false, 7, 16, 8, 1));

        Assert.All(Of(plan, "batch"), static choice => Assert.Equal(("registers", "Tile512"), (choice.Shape, choice.Method)));
    }

    [Fact]
    public void A_batch_keeps_four_vectors_of_samples_for_six_neurons()
    {
        KernelPlan plan = KernelPlan.Of(RandomNetworks.Chain(1, false, 16, 32, 16, 4));

        Assert.All(Of(plan, "batch"), static choice => Assert.Equal("blocks", choice.Shape));
        Assert.Equal(24, Of(plan, "batch")[0].Accumulators);
        Assert.Equal(16 * 32 / 16.0, Of(plan, "batch")[0].VectorOperations);
    }

    [Fact]
    public void A_batch_of_a_wide_network_has_a_lane_an_output_but_not_where_most_weights_are_zero()
    {
        Network wide = RandomNetworks.Chain(1, false, 30, 128, 256, 10);

        Assert.All(Of(KernelPlan.Of(wide), "batch"), static choice => Assert.Equal("outputs", choice.Shape));
        Assert.Equal([16, 16, 8], Of(KernelPlan.Of(wide), "batch").Select(static choice => choice.Accumulators));
        Assert.All(Of(KernelPlan.Of(RandomNetworks.Pruned(wide)), "batch"), static choice => Assert.Equal("non-zeros", choice.Shape));
        Assert.All(Of(KernelPlan.Of(RandomNetworks.Chain(1, false, 30, 127, 127, 10)), "batch"), static choice => Assert.Equal("blocks", choice.Shape));
    }

    [Theory]
    [InlineData(64, "1x1")]
    [InlineData(300, "1x4")]
    [InlineData(512, "2x4")]
    [InlineData(448, "1x4 1x3")]
    [InlineData(640, "1x4 2x3")]
    [InlineData(40, "")]
    public void A_row_takes_up_to_four_groups_in_one_pass(int neurons, string passes)
    {
        Assert.Equal(passes, string.Join(' ', RowPass.Of(new ColumnGroups(neurons), 512).Select(static pass => $"{pass.Count}x{pass.Groups}")));
        Assert.Equal(neurons / 64, RowPass.Of(new ColumnGroups(neurons), 256).Sum(static pass => pass.Count * pass.Groups));
    }

    [Fact]
    public void A_row_reads_active_neurons_only_but_every_input_and_every_leaky_neuron()
    {
        Assert.Equal(["unrolled", "active-list", "active-list"], Of(KernelPlan.Of(RandomNetworks.Chain(1, false, 5, 50, 50, 5)), "row").Select(static choice => choice.Shape));
        Assert.Equal(["loop or list", "loop", "loop"], Of(KernelPlan.Of(RandomNetworks.Chain(1, true, 100, 50, 100, 15)), "row").Select(static choice => choice.Shape));
    }

    [Fact]
    public void Only_sparse_stages_are_read_by_their_weights_that_are_not_zero_and_only_in_a_batch()
    {
        Network dense = RandomNetworks.Chain(1, false, 30, 50, 40, 6);
        Network pruned = RandomNetworks.Pruned(dense);
        var mixed = new Network(dense.Inputs, [pruned.Stages[0], dense.Stages[1]], dense.Output);

        Assert.Equal(["non-zeros", "blocks", "blocks"], Of(KernelPlan.Of(mixed), "batch").Select(static choice => choice.Shape));
        KernelPlan plan = KernelPlan.Of(pruned);
        int nonZeros = pruned.Stages[0].Blocks[0].Values.ToArray().Count(static weight => weight != 0);
        Assert.Equal(nonZeros / 16.0, Of(plan, "batch")[0].VectorOperations);
        Assert.Equal(8 * (nonZeros + 50), Of(plan, "batch")[0].WeightBytes);
        Assert.Equal(["unrolled", "active-list", "active-list"], Of(KernelPlan.Of(RandomNetworks.Pruned(RandomNetworks.Chain(1, false, 5, 50, 50, 5))), "row").Select(static choice => choice.Shape));
    }

    [Fact]
    public void Accumulators_fit_the_registers_whatever_the_number_of_outputs()
    {
        for (int outputs = 1; outputs <= 40; outputs++)
        {
            KernelPlan plan = KernelPlan.Of(RandomNetworks.Chain(1, false, 9, 70, 33, outputs));
            Assert.All(plan.Choices, static choice => Assert.InRange(choice.Accumulators, 1, 24));
        }
    }

    [Theory]
    [InlineData("3,2")]
    [InlineData("7,16,8,1")]
    [InlineData("5,33,63,65,4")]
    [InlineData("2,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,30,2")]
    public void Every_method_of_the_plan_is_in_the_code(string shape)
    {
        Network network = RandomNetworks.Chain(1, false, [.. shape.Split(',').Select(int.Parse)]);
        string code = NetworkCode.Emit(new NetworkDocument(network), "", "Net");

        Assert.All(KernelPlan.Of(network).Choices, choice => Assert.Contains($"private static void {choice.Method}(", code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7,16,8,1", "decimals", "float[]")]
    [InlineData("43,45,1", "decimals", "float[]")]
    [InlineData("45,44,1", "words", "ulong[]")]
    [InlineData("1023,1023,1", "words", "ulong[]")]
    [InlineData("1023,1024,1", "resource", "WeightResource.Open")]
    public void Weights_stand_where_their_number_says(string shape, string storage, string expected)
    {
        Network network = RandomNetworks.Chain(1, false, [.. shape.Split(',').Select(int.Parse)]);
        Assert.Equal(storage, KernelPlan.Of(network).Storage);

        string code = NetworkCode.Emit(new NetworkDocument(network), "", "Net", new CodeOptions { WeightsResource = "relugen/w" });
        Assert.Contains(expected, code, StringComparison.Ordinal);
        Assert.Equal(storage == "resource", code.Contains("\"relugen/w\"", StringComparison.Ordinal));
        if (storage == "resource")
        {
            Assert.InRange(code.Length, 0, 500_000);
            Assert.Contains("ulong[]", NetworkCode.Emit(new NetworkDocument(network), "", "Net"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_dead_end_has_no_adjoint()
    {
        // The output reads stage 1 only.
        Network chain = RandomNetworks.Chain(1, false, 4, 6, 5, 2);
        Network skipping = new(chain.Inputs, chain.Stages, new AffineStage([new WeightBlock(1, 2, 6, [.. Enumerable.Range(1, 12).Select(static i => (float)i)])], [1, 2]));

        Assert.Equal([1, 0], Of(KernelPlan.Of(skipping), "gradient").Select(static choice => choice.Stage));
    }

    private static KernelChoice[] Of(KernelPlan plan, string mode) => [.. plan.Choices.Where(choice => choice.Mode == mode)];
}
