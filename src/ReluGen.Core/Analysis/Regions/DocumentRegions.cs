using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>Which regions a document lists: what an enumeration found, or what samples visit.</summary>
public static class DocumentRegions
{
    /// <summary>
    /// The document with all regions that a complete enumeration found. Those that samples visit keep their counts, and stay in the list
    /// even if they are none of the domain's: rows on a boundary, or outside of the domain, may have such patterns.
    /// </summary>
    public static NetworkDocument WithAll(this NetworkDocument observed, RegionEnumeration complete)
    {
        Dictionary<BitPattern, KnownRegion> visited = observed.Regions.ToDictionary(static region => region.Pattern);
        var merged = new List<KnownRegion>();
        foreach (Region region in complete.Regions)
        {
            long count = visited.TryGetValue(region.Pattern, out KnownRegion? seen) ? seen.Count : 0;
            visited.Remove(region.Pattern);
            merged.Add(new KnownRegion(region.Pattern, count, region.Point.ToArray()));
        }

        merged.AddRange(visited.Values.Where(static region => region.Count > 0));
        KnownRegion[] ordered = merged.OrderByDescending(static region => region.Count).ThenBy(static region => region.Pattern).ToArray();
        return observed.WithRegions(observed.Samples, ordered, new CompleteSummary(complete.Regions.Count, complete.Nodes));
    }

    /// <summary>The document with those of its regions that samples visit.</summary>
    public static NetworkDocument WithVisited(this NetworkDocument document) =>
        document.WithRegions(document.Samples, document.Regions.Where(static region => region.Count > 0).ToArray());
}
