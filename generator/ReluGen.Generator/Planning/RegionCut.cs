using System.Globalization;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Text;
using ReluGen.Generator.Diagnostics;
using ReluGen.Generator.Inputs;

namespace ReluGen.Generator.Planning;

/// <summary>Says when the region table does not hold every region that was asked for.</summary>
internal static class RegionCut
{
    public static Finding? Finding(Request request)
    {
        NetworkDocument document = request.File!.Document!;
        string? reason = document.Cut ?? ReasonOf(document);
        return reason is null ? null : new Finding(Descriptors.Of(FactKinds.RegionBudgetExceeded), request.Target.Place, request.File.Name, reason);
    }

    private static string? ReasonOf(NetworkDocument document)
    {
        int known = document.Regions.Count;
        int capacity = RegionTablePlan.Capacity(document.Network);
        return known <= capacity
            ? null
            : $"{Number(known)} regions have more coefficients than a table can hold; it holds the {Number(capacity)} with the most samples, AffineMapOf computes the others";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
