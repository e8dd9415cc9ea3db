using System.IO;
using Microsoft.AspNetCore.Http;

namespace Explainer;

/// <summary>The files of the page, which are part of the app.</summary>
internal static class Page
{
    /// <summary>A file as it is.</summary>
    public static IResult Of(string name, string contentType)
    {
        Stream content = typeof(Page).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException("The app lacks a part of its page.", name);
        return TypedResults.Stream(content, contentType);
    }
}
