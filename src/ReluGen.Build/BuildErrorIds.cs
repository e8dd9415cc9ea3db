namespace ReluGen.Build;

/// <summary>The ids of errors that only a build meets; those of files are in <see cref="Core.Diagnostics.InputErrorIds"/>.</summary>
internal static class BuildErrorIds
{
    /// <summary>The metadata of a ReluNetwork item does not fit its network.</summary>
    public const string Metadata = "RLG1011";

    /// <summary>The converted network cannot be written.</summary>
    public const string Output = "RLG1012";
}
