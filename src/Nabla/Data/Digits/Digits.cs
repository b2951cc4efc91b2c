using Nabla.Kernels;

namespace Nabla.Data;

/// <summary>Digits drawn by a program to look handwritten: a data set that is always there, in the form of MNIST.</summary>
/// <remarks>Each picture is a function of (seed, its number): the same on every machine and for any number of threads. Strokes come from a table of ways to
/// write each digit, jittered, bent, slanted and drawn with pens of different thickness, then scaled and centred as MNIST is: ink in a box of 20 × 20,
/// centre of mass in the middle of 28 × 28.</remarks>
public static class Digits
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Size = DigitPen.Size;

    const int PicturesPerPiece = 250;

    /// <summary>Draws pictures and their labels.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed, other pictures.</param>
    /// <returns>Images [count, 28, 28] row by row, 0 paper, 255 ink; labels [count], 0–9.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the images do not fit one array.</exception>
    public static (byte[] Images, byte[] Labels) Draw(int count, long seed = 0)
    {
        if (count < 0 || (long)count * Size * Size > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"Digits.Draw: {count} pictures: 0 to {Array.MaxLength / (Size * Size)} are possible.");
        }

        byte[] images = new byte[count * Size * Size];
        byte[] labels = new byte[count];
        int pieces = (count + PicturesPerPiece - 1) / PicturesPerPiece;
        Workers.Run(new Job(images, labels, (ulong)seed), pieces, count * 20_000.0);
        return (images, labels);
    }

    /// <summary>Drawn digits in the form of MNIST; pictures to test with are of another seed than those to train on.</summary>
    /// <param name="trainCount">Pictures to train on.</param>
    /// <param name="testCount">Pictures to test with.</param>
    /// <param name="seed">Another seed, other pictures.</param>
    /// <returns>Images uint8 [count, 28, 28] and labels uint8 [count], to train on and to test with.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the images do not fit one array.</exception>
    public static ((Tensor Images, Tensor Labels) Train, (Tensor Images, Tensor Labels) Test) LoadData(int trainCount = 60_000, int testCount = 10_000, long seed = 0) =>
        (Part(trainCount, unchecked((2 * seed) + 1)), Part(testCount, unchecked((2 * seed) + 2)));

    static (Tensor Images, Tensor Labels) Part(int count, long seed)
    {
        (byte[] images, byte[] labels) = Draw(count, seed);
        return (Tensor.Constant(images.AsSpan(), [count, Size, Size]), Tensor.Constant(labels.AsSpan(), [count]));
    }

    /// <summary>Draws one picture of a given digit.</summary>
    /// <param name="digit">0–9.</param>
    /// <param name="seed">Another seed, another picture.</param>
    /// <returns>784 bytes row by row, 0 paper, 255 ink.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such digit.</exception>
    public static byte[] DrawOne(int digit, long seed = 0)
    {
        if (digit is < 0 or > 9)
        {
            throw new ArgumentOutOfRangeException(nameof(digit), $"Digits.DrawOne: {digit}: a digit is 0 to 9.");
        }

        byte[] picture = new byte[Size * Size];
        new DigitPen().Draw(digit, new DigitRandom((ulong)seed, (ulong)digit), picture);
        return picture;
    }

    readonly struct Job(byte[] images, byte[] labels, ulong seed) : IPieces
    {
        public void Run(int piece)
        {
            DigitPen pen = new();
            int end = Math.Min(labels.Length, (piece + 1) * PicturesPerPiece);
            for (int i = piece * PicturesPerPiece; i < end; i++)
            {
                DigitRandom random = new(seed, (ulong)i);
                int digit = random.Below(10);
                labels[i] = (byte)digit;
                pen.Draw(digit, random, images.AsSpan(i * Size * Size, Size * Size));
            }
        }
    }
}
