#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices
{
    /// <summary>
    /// Lets C# records and init accessors compile for netstandard2.0. An init accessor names this very type, so those of Core, called
    /// from here, would not be found in the Core of net8.0: records of Core are made by their constructors.
    /// </summary>
    internal static class IsExternalInit
    {
    }
}
#endif
