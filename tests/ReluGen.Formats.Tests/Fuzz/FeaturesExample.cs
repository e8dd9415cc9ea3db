namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Features files with all that they may hold, of six inputs.</summary>
internal static class FeaturesExample
{
    public const string Text = """
        {
          "features": [
            { "name": "age", "unit": "years", "mean": 29.7, "scale": 14.5, "domain": [0, 120] },
            { "name": "fare", "min": 0, "max": 512.3292, "range": [-1, 1], "domain": [0, null] },
            { "name": "class", "categories": [1, 2, 3] },
            { "name": "speed", "mean": -0.5, "scale": 2e-1, "clip": [-10, 10] }
          ]
        }
        """;

    public const string Small = """{"features":[{"name":"x"},{"name":"sex","categories":["f","m"]},{"name":"port","categories":["\u00e9","S","Q"]}]}""";
}
