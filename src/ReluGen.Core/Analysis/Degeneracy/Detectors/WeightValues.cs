using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Neurons with a weight, bias or slope that is NaN, infinite or subnormal (D1, D2).</summary>
internal static class WeightValues
{
    /// <summary>The least positive float32 that is not subnormal.</summary>
    private const float LeastNormal = 1.17549435e-38f;

    /// <summary>Looks at every number of the network once.</summary>
    /// <returns>True if all are finite.</returns>
    public static bool Find(Network network, FactList facts)
    {
        bool finite = true;
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage stage = network.StageOf(l);
            for (int i = 0; i < stage.Width; i++)
            {
                var found = new Odd(stage, i);
                if (found.NonFinite is { } value)
                {
                    finite = false;
                    facts.Add(FactKinds.NonFiniteWeight, l, i, FactCondition.Always,
                        $"Stage {l}, neuron {i} has a weight that is {Name(value)}", InspectionProof.Instance);
                }

                if (found.Subnormals > 0)
                {
                    facts.Add(FactKinds.SubnormalWeight, l, i, FactCondition.Always,
                        $"Stage {l}, neuron {i} has {found.Subnormals} subnormal weights", InspectionProof.Instance);
                }
            }
        }

        return finite;
    }

    private static string Name(float value) => float.IsNaN(value) ? "NaN" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The unusual numbers of one neuron.</summary>
    private struct Odd
    {
        public Odd(AffineStage stage, int neuron)
        {
            See(stage.Bias.Slice(neuron, 1));
            if (stage is HiddenStage hidden)
            {
                See(hidden.Slopes.Slice(neuron, 1));
            }

            foreach (WeightBlock block in stage.Blocks)
            {
                See(block.Row(neuron));
            }
        }

        public float? NonFinite { get; private set; }

        public int Subnormals { get; private set; }

        private void See(ReadOnlySpan<float> values)
        {
            foreach (float value in values.Slice(OrdinaryAtStart(values)))
            {
                float size = Math.Abs(value);
                if (size >= LeastNormal && size <= float.MaxValue)
                {
                    continue;
                }

                if (float.IsNaN(value) || float.IsInfinity(value))
                {
                    NonFinite ??= value;
                }
                else if (value != 0)
                {
                    Subnormals++;
                }
            }
        }

        /// <summary>So many numbers at the start are normal, in whole vectors.</summary>
        [MethodImpl(HotLoop.Options)]
        private static int OrdinaryAtStart(ReadOnlySpan<float> values)
        {
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
            var least = new Vector<float>(LeastNormal);
            var largest = new Vector<float>(float.MaxValue);
            int v = 0;
            while (v < vectors.Length
                && Vector.GreaterThanOrEqualAll(Vector.Abs(vectors[v]), least) && Vector.LessThanOrEqualAll(Vector.Abs(vectors[v]), largest))
            {
                v++;
            }

            return v * Vector<float>.Count;
        }
    }
}
