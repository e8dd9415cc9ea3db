namespace ReluGen.Build;

/// <summary>The ids of what only a build meets; those of files are in <see cref="Core.Diagnostics.InputErrorIds"/>.</summary>
internal static class BuildErrorIds
{
    /// <summary>The converted network cannot be written.</summary>
    public const string Output = "RLG1012";

    /// <summary>Metadata of an item are misspelt; a warning.</summary>
    public const string UnknownMetadata = "RLG1014";

    /// <summary>The table of regions holds fewer than were asked for; an info.</summary>
    public const string RegionTableCut = "RLG2030";
}
