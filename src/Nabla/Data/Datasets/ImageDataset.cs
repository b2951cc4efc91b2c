using Nabla.Formats;

namespace Nabla.Data;

/// <summary>A data set of pictures and class numbers in four idx files, as MNIST has it.</summary>
/// <param name="TrainImages">Bytes [count, rows, columns].</param>
/// <param name="TrainLabels">Bytes [count], class numbers.</param>
/// <param name="TestImages">Bytes [count, rows, columns].</param>
/// <param name="TestLabels">Bytes [count], class numbers.</param>
sealed record ImageDataset(IdxArray TrainImages, IdxArray TrainLabels, IdxArray TestImages, IdxArray TestLabels)
{
    /// <summary>Reads the four files: training images and labels, test images and labels.</summary>
    /// <exception cref="ModelFormatException">A file is damaged, or the files do not belong together.</exception>
    public static ImageDataset Read(IReadOnlyList<string> paths)
    {
        IdxArray[] arrays = [.. paths.Select(path => Idx.Read(path))];
        for (int i = 0; i < 4; i += 2)
        {
            (IdxArray images, IdxArray labels) = (arrays[i], arrays[i + 1]);
            if (images.Type != IdxType.UInt8 || images.Lengths.Count != 3)
            {
                throw new ModelFormatException(paths[i], "", $"the array is {images.Type} [{string.Join(", ", images.Lengths)}], and images are UInt8 [count, rows, columns]");
            }

            if (labels.Type != IdxType.UInt8 || labels.Lengths.Count != 1)
            {
                throw new ModelFormatException(paths[i + 1], "", $"the array is {labels.Type} [{string.Join(", ", labels.Lengths)}], and labels are UInt8 [count]");
            }

            if (images.Lengths[0] != labels.Lengths[0])
            {
                throw new ModelFormatException(paths[i + 1], "", $"there are {labels.Lengths[0]:N0} labels for {images.Lengths[0]:N0} images");
            }

            if (labels.Bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)9))
            {
                throw new ModelFormatException(paths[i + 1], "", "a label is greater than 9, and the data set has 10 classes");
            }
        }

        return new(arrays[0], arrays[1], arrays[2], arrays[3]);
    }

    /// <summary>Images uint8 [count, rows, columns] and labels uint8 [count], to train on and to test with.</summary>
    public ((Tensor Images, Tensor Labels) Train, (Tensor Images, Tensor Labels) Test) ToTensors() =>
        ((TrainImages.ToTensor(), TrainLabels.ToTensor()), (TestImages.ToTensor(), TestLabels.ToTensor()));

    /// <summary>As many drawn digits as MNIST has.</summary>
    public static ImageDataset Drawn()
    {
        (IdxArray images, IdxArray labels) = Drawn(60_000, seed: 1);
        (IdxArray testImages, IdxArray testLabels) = Drawn(10_000, seed: 2);
        return new(images, labels, testImages, testLabels);
    }

    static (IdxArray Images, IdxArray Labels) Drawn(int count, long seed)
    {
        (byte[] images, byte[] labels) = Digits.Draw(count, seed);
        return (new(IdxType.UInt8, [count, Digits.Size, Digits.Size], images), new(IdxType.UInt8, [count], labels));
    }
}
