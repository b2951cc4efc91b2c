using Nabla.Data;

namespace Nabla.Samples;

/// <summary>MNIST as the programs want it: rows of 784 numbers, and class numbers.</summary>
internal static class Digits28
{
    /// <summary>Images as float32 rows divided by <paramref name="scale"/>, and int32 labels; the first part of each where the share is below 1.</summary>
    internal static (Tensor TrainImages, Tensor TrainLabels, Tensor TestImages, Tensor TestLabels) Load(SampleOptions options, double scale = 255)
    {
        var ((trainImages, trainLabels), (testImages, testLabels)) = Mnist.LoadData(options.Data, Console.WriteLine);
        int train = (int)(trainImages.Shape[0] * options.Share), test = (int)(testImages.Shape[0] * options.Share);
        return (Rows(trainImages[..train]), trainLabels[..train].Cast(ElementType.Int32), Rows(testImages[..test]), testLabels[..test].Cast(ElementType.Int32));

        Tensor Rows(Tensor images)
        {
            var rows = images.Reshape([null, 28 * 28]).Cast(ElementType.Float32);
            return scale == 1 ? rows : rows / scale;
        }
    }
}
