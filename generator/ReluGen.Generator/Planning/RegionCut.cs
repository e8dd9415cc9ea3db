using System.Globalization;
using ReluGen.Core.Text;
using ReluGen.Generator.Diagnostics;
using ReluGen.Generator.Inputs;

namespace ReluGen.Generator.Planning;

/// <summary>Says when the region table does not hold every region that the build found.</summary>
internal static class RegionCut
{
    public static Finding? Finding(Request request)
    {
        NetworkDocument document = request.File!.Document!;
        int known = document.Regions.Count;
        int capacity = RegionTablePlan.Capacity(document.Network);
        return known <= capacity
            ? null
            : new Finding(
                Descriptors.RegionBudget,
                request.Target.Place,
                request.File.Name,
                known.ToString(CultureInfo.InvariantCulture),
                capacity.ToString(CultureInfo.InvariantCulture));
    }
}
