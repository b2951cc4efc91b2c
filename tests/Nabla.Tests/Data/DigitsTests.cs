using System.Security.Cryptography;
using Nabla.Data;
using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Data;

public class DigitsTests
{
    const int Dots = 28 * 28;

    [Fact]
    public void A_seed_gives_the_same_bytes_on_every_machine()
    {
        (byte[] images, byte[] labels) = Digits.Draw(2_000, seed: 7);
        Assert.Equal("5f151609c6eb5b14eea1b6d1098516933adad706b9db8ccafc903e2ad18734de", Convert.ToHexStringLower(SHA256.HashData(images)));
        Assert.Equal("e0d685cc30ed7fc6b40084c6dd406a9aeeb4cc67d196bfd9a4bea1c2c6c56ad4", Convert.ToHexStringLower(SHA256.HashData(labels)));
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        byte[] expected = Digits.Draw(1_100, seed: 3).Images;
        foreach (int threads in (int[])[1, 2, 5])
        {
            using Workers.Scope scope = Workers.WithThreads(threads);
            Assert.Equal(expected, Digits.Draw(1_100, seed: 3).Images);
        }
    }

    [Fact]
    public void The_first_pictures_do_not_depend_on_how_many_are_drawn()
    {
        (byte[] few, _) = Digits.Draw(300, seed: 5);
        (byte[] many, _) = Digits.Draw(900, seed: 5);
        Assert.True(many.AsSpan(0, few.Length).SequenceEqual(few));
        Assert.False(Digits.Draw(300, seed: 6).Images.AsSpan().SequenceEqual(few));
    }

    [Fact]
    public void All_classes_are_about_equally_frequent()
    {
        byte[] labels = Digits.Draw(10_000, seed: 1).Labels;
        int[] counts = new int[10];
        foreach (byte label in labels)
        {
            counts[label]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Ink_keeps_a_margin_and_its_centre_of_mass_is_near_the_middle()
    {
        (byte[] images, byte[] labels) = Digits.Draw(2_000, seed: 11);
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<byte> picture = images.AsSpan(i * Dots, Dots);
            double mass = 0, sumX = 0, sumY = 0;
            for (int p = 0; p < Dots; p++)
            {
                mass += picture[p];
                sumX += picture[p] * ((p % 28) + 0.5);
                sumY += picture[p] * ((p / 28) + 0.5);
            }

            Assert.InRange(mass / Dots, 8, 100);
            Assert.InRange(sumX / mass, 11, 17);
            Assert.InRange(sumY / mass, 11, 17);
            Assert.False(picture[..28].ContainsAnyExcept((byte)0));
            Assert.InRange(picture.ToArray().Max(), 160, 255);
        }
    }

    [Fact]
    public void A_linear_classifier_learns_them_and_knows_digits_of_another_seed()
    {
        (byte[] images, byte[] labels) = Digits.Draw(6_000, seed: 1);
        (byte[] others, byte[] expected) = Digits.Draw(1_000, seed: 2);
        double[,] weights = new double[10, Dots + 1];
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                int guess = Guess(weights, images, i);
                if (guess != labels[i])
                {
                    Teach(weights, images, i, labels[i], 1);
                    Teach(weights, images, i, guess, -1);
                }
            }
        }

        int right = Enumerable.Range(0, expected.Length).Count(i => Guess(weights, others, i) == expected[i]);
        Assert.InRange(right, 850, 1000);
    }

    [Fact]
    public void Impossible_requests_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Digits.Draw(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Digits.DrawOne(10));
        Assert.Empty(Digits.Draw(0).Images);
        Assert.Equal(Dots, Digits.DrawOne(4).Length);
    }

    static int Guess(double[,] weights, byte[] images, int index)
    {
        int best = 0;
        double most = double.NegativeInfinity;
        for (int k = 0; k < 10; k++)
        {
            double sum = weights[k, Dots];
            for (int p = 0; p < Dots; p++)
            {
                sum += weights[k, p] * images[(index * Dots) + p];
            }

            (best, most) = sum > most ? (k, sum) : (best, most);
        }

        return best;
    }

    static void Teach(double[,] weights, byte[] images, int index, int digit, double step)
    {
        weights[digit, Dots] += step * 255;
        for (int p = 0; p < Dots; p++)
        {
            weights[digit, p] += step * images[(index * Dots) + p];
        }
    }
}
