using System;
using System.Globalization;
using System.Linq;

namespace ReluGen.Tests;

/// <summary>Generated patterns: bits, words, equality, text.</summary>
public sealed class PatternTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 70).Select(static i => i % 3 == 0 ? '1' : '0'));

    [Fact]
    public void Text_and_bits_agree_first_neuron_first()
    {
        Wide.Pattern pattern = Wide.Pattern.Parse(Text);
        Assert.Equal(Text, pattern.ToString());
        Assert.Equal(24, pattern.ActiveCount);
        Assert.Equal(70, Wide.Pattern.BitCount);
        Assert.Equal(2, Wide.Pattern.WordCount);
        for (int i = 0; i < 70; i++)
        {
            Assert.Equal(i % 3 == 0, pattern[i]);
        }

        var words = new ulong[2];
        pattern.CopyWordsTo(words);
        Assert.Equal(0x9249249249249249UL, words[0]);
        Assert.Equal(0b100100UL, words[1]);
        Assert.Equal(pattern, Wide.Pattern.FromWords(words));
    }

    [Fact]
    public void Equality_hash_and_distance_look_at_every_bit()
    {
        Wide.Pattern pattern = Wide.Pattern.Parse(Text);
        for (int i = 0; i < 70; i++)
        {
            char[] flipped = Text.ToCharArray();
            flipped[i] ^= (char)1;
            Wide.Pattern other = Wide.Pattern.Parse(new string(flipped));
            Assert.True(pattern != other);
            Assert.NotEqual(pattern.GetHashCode(), other.GetHashCode());
            Assert.Equal(1, pattern.HammingDistance(other));
        }

        Assert.True(pattern == Wide.Pattern.Parse(Text));
        Assert.Equal(pattern.GetHashCode(), Wide.Pattern.Parse(Text).GetHashCode());
        Assert.Equal(46, default(Wide.Pattern).HammingDistance(Wide.Pattern.Parse(new string('1', 70))) - pattern.ActiveCount);
    }

    [Fact]
    public void Bits_beyond_the_last_neuron_are_dropped() =>
        Assert.Equal(Wide.Pattern.Parse(new string('1', 70)), Wide.Pattern.FromWords([ulong.MaxValue, ulong.MaxValue]));

    [Fact]
    public void What_is_not_a_pattern_is_refused()
    {
        Assert.Throws<FormatException>(() => Wide.Pattern.Parse(Text + "0"));
        Assert.False(Wide.Pattern.TryParse(Text[..69] + "2", CultureInfo.InvariantCulture, out _));
        Assert.False(Wide.Pattern.TryParse(null, null, out _));
        Assert.Throws<ArgumentException>(() => Wide.Pattern.FromWords([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Wide.Pattern)[70]);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Wide.Pattern)[-1]);
        Assert.Throws<ArgumentException>(() => default(Wide.Pattern).CopyWordsTo(new ulong[1]));
        Assert.False(default(Wide.Pattern).TryFormat(new char[69], out int written, default, null));
        Assert.Equal(0, written);
    }

    [Fact]
    public void A_network_without_hidden_neurons_has_one_empty_pattern()
    {
        Affine.Pattern pattern = Affine.Forward([3, 2], new float[1]);
        Assert.Equal("", pattern.ToString());
        Assert.Equal(0, Affine.Pattern.WordCount);
        Assert.Equal(default, pattern);
        Assert.Equal(pattern, Affine.Pattern.Parse(""));
    }
}
