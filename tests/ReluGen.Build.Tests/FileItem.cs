using System.Collections;
using Microsoft.Build.Framework;

namespace ReluGen.Build.Tests;

/// <summary>An item whose path is taken as it is: TaskItem would unescape it.</summary>
internal sealed class FileItem(string path, string output) : ITaskItem
{
    public string ItemSpec { get; set; } = path;

    public ICollection MetadataNames => new[] { "FullPath", "OutputFile" };

    public int MetadataCount => MetadataNames.Count;

    public string GetMetadata(string metadataName) => metadataName switch
    {
        "FullPath" => ItemSpec,
        "OutputFile" => output,
        _ => "",
    };

    public void SetMetadata(string metadataName, string metadataValue)
    {
    }

    public void RemoveMetadata(string metadataName)
    {
    }

    public void CopyMetadataTo(ITaskItem destinationItem)
    {
    }

    public IDictionary CloneCustomMetadata() => new Hashtable();
}
