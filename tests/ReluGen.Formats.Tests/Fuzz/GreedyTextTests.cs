using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Texts of some megabytes whose lines and tokens are as short as they can be, so that what is kept of each counts most.</summary>
public class GreedyTextTests
{
    private const int Count = 400_000;

    private static Dictionary<string, string> Texts => new()
    {
        ["relunet-neurons"] = "relunet 1\ninput \"x\"\nstage 1000000 0\n" + Repeat("d 0 0 0\n"),
        ["relunet-inputs"] = "relunet 1\n" + Each(static i => $"input \"{i}\"\n") + "output 1\nd 0\nend\n",
        ["relunet-numbers"] = "relunet 1\ninput \"x\"\noutput 1 0\nd " + Repeat("0 ") + "\nend\n",
        ["relunet-stages"] = "relunet 1\ninput \"x\"\n" + Each(static i => "stage 1\nd 0 0\n") + "output 1\nd 0\nend\n",
        ["nnet-row"] = "1,400000,1,400000,\n400000,1,\n0,\n" + string.Concat(Enumerable.Repeat(Repeat("0,") + "\n", 5)),
        ["nnet-rows"] = "1,1,400000,400000,\n1,400000,\n0,\n0,\n0,\n0,\n0,\n" + Repeat("0,\n"),
        ["csv-fields"] = Repeat("0,"),
        ["csv-rows"] = Repeat("0\n"),
        ["features-names"] = "{\"features\":[" + Each(static i => $$"""{"name":"{{i}}"},""") + "]}",
        ["features-categories"] = "{\"features\":[{\"name\":\"x\",\"categories\":[" + Each(static i => i.ToString(CultureInfo.InvariantCulture) + ",") + "]}]}",
        ["features-members"] = "{" + Each(static i => $"\"{i}\":0,") + "}",
        ["domain-numbers"] = "{\"lo\":[" + Repeat("0,") + "0],\"hi\":[" + Repeat("1,") + "1]}",
        ["domain-members"] = "{" + Each(static i => $"\"{i}\":0,") + "}",
        ["domain-nesting"] = "{\"a\":" + Repeat("[") ,
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_of_short_tokens_stays_below_the_limits(string name)
    {
        FuzzFormat format = FuzzFormats.All[name.Split('-')[0]];
        Assert.Null(FuzzRun.ProblemOf(format, new FuzzFile(name, Encoding.UTF8.GetBytes(Texts[name]))));
    }

    private static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, Count));

    private static string Each(Func<int, string> text) => string.Concat(Enumerable.Range(0, Count).Select(text));
}
