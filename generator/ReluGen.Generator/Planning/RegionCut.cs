using System.Globalization;
using ReluGen.Core.Text;
using ReluGen.Generator.Diagnostics;
using ReluGen.Generator.Inputs;

namespace ReluGen.Generator.Planning;

/// <summary>Says when the region table does not hold every region that the samples visit.</summary>
internal static class RegionCut
{
    public static Finding? Finding(Request request)
    {
        NetworkDocument document = request.File!.Document!;
        int observed = document.Samples?.Regions.Count ?? 0;
        int capacity = RegionTablePlan.Capacity(document.Network);
        return observed <= capacity
            ? null
            : new Finding(
                Descriptors.RegionBudget,
                request.Target.Place,
                request.File.Name,
                observed.ToString(CultureInfo.InvariantCulture),
                capacity.ToString(CultureInfo.InvariantCulture));
    }
}
