using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Analysis.Regions.Search;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>A difference that may be large: what float64 says about one sign of one output in one region.</summary>
/// <param name="Region">Number of the region.</param>
/// <param name="Output">The output.</param>
/// <param name="Positive">True for the first network's output minus the second one's, false for the reverse.</param>
/// <param name="Upper">A proved upper bound in the region.</param>
internal readonly record struct Candidate(int Region, int Output, bool Positive, double Upper);

/// <summary>Bounds the differences in every region in float64, rigorously, so that exact programs are solved only where the largest may lie.</summary>
internal sealed class DifferenceScreen
{
    private readonly SideBySide joint;
    private readonly RegionDomain domain;
    private readonly IntegerBox integers;
    private readonly FloatBox box;
    private readonly SearchContext context;
    private readonly DifferenceForms forms;

    public DifferenceScreen(SideBySide joint, RegionDomain domain, CancellationToken cancellation)
    {
        this.joint = joint;
        this.domain = domain;
        integers = new IntegerBox(domain);
        box = new FloatBox(domain, integers);
        context = new SearchContext(joint.Network, domain, new RegionOptions(), cancellation);
        forms = new DifferenceForms(joint, domain, integers);
    }

    /// <summary>The candidates of one region with the largest bounds above 0, at most one an output and sign. Any thread may call it.</summary>
    public List<Candidate> Of(int index, Region region, ExactAffineMap map)
    {
        var found = new List<Candidate>();
        List<Cut>? cuts = null;
        double[] start = StartOf(region);
        var bound = new CellBound(box);
        for (int o = 0; o < joint.Network.OutputCount; o++)
        {
            Dyadic[] exact = forms.Of(map, o);
            if (Array.TrueForAll(exact, static value => value.Sign == 0))
            {
                continue;
            }

            cuts ??= CutsOf(region.Pattern);
            double[] form = Rounded(exact, out double error);
            foreach (bool positive in (bool[])[true, false])
            {
                double upper = bound.Upper(cuts, start, positive ? form : Array.ConvertAll(form, static value => -value), error);
                if (!(upper <= 0))
                {
                    found.Add(new Candidate(index, o, positive, double.IsNaN(upper) ? double.PositiveInfinity : upper));
                }
            }
        }

        return found;
    }

    private double[] StartOf(Region region)
    {
        var start = new double[box.Dimension];
        for (int k = 0; k < start.Length; k++)
        {
            start[k] = region.Point[integers.Features[k]] / box.Unit[k];
        }

        return start;
    }

    /// <summary>The constraints of a region, without those that hold on the whole box. A domain's half-spaces are left out, which only loosens bounds.</summary>
    private List<Cut> CutsOf(BitPattern pattern)
    {
        Network network = joint.Network;
        var cell = new Cell(BitPattern.WordCountOf(network.HiddenNeuronCount));
        for (int bit = 0; bit < pattern.Length; bit++)
        {
            if (pattern[bit])
            {
                cell.SetBit(bit);
            }
        }

        var cuts = new List<Cut>();
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            context.EnterStage(cell);
            FloatForms stage = cell.Forms!.Float!;
            for (int i = 0; i < network.WidthOf(l); i++)
            {
                bool active = pattern[network.FirstBitOf(l) + i];
                stage.RangeOf(i, out double least, out double largest);
                if (active ? least < -stage.Noise[i] : largest > stage.Noise[i])
                {
                    cuts.Add(new Cut(cell.Forms, i, active, 0));
                }
            }
        }

        return cuts;
    }

    /// <summary>The form in the box's coordinates, each coefficient rounded once.</summary>
    private double[] Rounded(Dyadic[] exact, out double error)
    {
        var form = new double[exact.Length];
        error = box.Underflow;
        for (int j = 0; j < form.Length; j++)
        {
            bool isConstant = j == form.Length - 1;
            form[j] = exact[j].ToDouble() * (isConstant ? 1 : box.Unit[j]);
            error += Math.Abs(form[j]) * (isConstant ? 1 : box.Reach[j]) * FloatForms.Roundoff;
        }

        error *= 1 + 1e-10;
        return form;
    }
}
