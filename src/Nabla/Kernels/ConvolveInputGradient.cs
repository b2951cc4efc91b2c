namespace Nabla.Kernels;

/// <content>The gradient of x: a convolution of dy with the kernel turned round, one for each residue of the input place by the stride.</content>
internal static unsafe partial class Convolve
{
    /// <summary>dx[n, i, c] = Σ dy[n, o, f]·w[t, c, f] over all o, t with i = o·Stride + t·Dilation − Before.</summary>
    public static void InputGradient<T>(in ConvolutionShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> w, Span<T> dx)
        where T : unmanaged
    {
        if (dx.IsEmpty || w.IsEmpty || shape.IsEmpty)
        {
            dx.Clear();
            return;
        }

        fixed (T* pd = dy, pw = w, px = dx)
        {
            if (shape.IsDepthwise)
            {
                DepthwiseConvolve.InputGradient(shape, pd, pw, px);
                return;
            }

            if (ConvolutionScatterPlan.TryRun(shape, pd, pw, px))
            {
                return;
            }

            byte[] rented = GemmMemory.Rent(w.Length / shape.Groups * sizeof(T));
            try
            {
                T* turned = (T*)GemmMemory.Start(rented);
                for (nint phase = 0; phase < shape.Stride.Size; phase++)
                {
                    for (nint group = 0; group < shape.Groups; group++)
                    {
                        Phase(shape, shape.Stride.At(phase), group, pd, pw, px, turned);
                    }
                }
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }

    private static void Phase<T>(in ConvolutionShape shape, Space phase, nint group, T* dy, T* w, T* dx, T* turned)
        where T : unmanaged
    {
        InputJob<T> job = new() { Shape = shape, Phase = phase, Group = group, W = turned, X = dx };
        job.Patches = new()
        {
            Source = dy + (group * shape.GroupFilters),
            Input = shape.Output,
            Pixel = shape.Filters,
            Channels = shape.GroupFilters,
            Output = new(Places(shape.Input.Depth, phase.Depth, shape.Stride.Depth), Places(shape.Input.Height, phase.Height, shape.Stride.Height), Places(shape.Input.Width, phase.Width, shape.Stride.Width)),
            Depth = ConvolutionTaps.Backward(shape.Kernel.Depth, shape.Stride.Depth, shape.Dilation.Depth, shape.Before.Depth, phase.Depth),
            Height = ConvolutionTaps.Backward(shape.Kernel.Height, shape.Stride.Height, shape.Dilation.Height, shape.Before.Height, phase.Height),
            Width = ConvolutionTaps.Backward(shape.Kernel.Width, shape.Stride.Width, shape.Dilation.Width, shape.Before.Width, phase.Width),
        };
        nint places = shape.Batch * job.Patches.Output.Size, columns = job.Patches.Columns;
        if (places == 0)
        {
            return;
        }

        job.Patches.Depth = job.Patches.Depth.Reversed;
        job.Patches.Height = job.Patches.Height.Reversed;
        job.Patches.Width = job.Patches.Width.Reversed;
        nint line = shape.Input.Width * shape.Channels, plane = shape.Input.Height * line, first = (phase.Depth * plane) + (phase.Height * line) + (phase.Width * shape.Channels);
        ConvolutionFilters<T> filters = Filters(shape, job.Patches, w + (group * shape.GroupFilters)) with
        {
            Count = shape.GroupChannels,
            Column = shape.Filters,
            Row = 1,
            Channels = shape.GroupFilters,
        };
        if (ConvolutionPlan.TryRun(job.Patches, shape.Batch, filters, new()
        {
            First = dx + first + (group * shape.GroupChannels),
            ImageStep = shape.Input.Depth * plane,
            Steps = new(plane * shape.Stride.Depth, line * shape.Stride.Height, shape.Channels * shape.Stride.Width),
        }))
        {
            return;
        }

        Turn(shape, job.Patches, group, w, turned);
        job.Rows = RowsOf((columns + shape.GroupChannels) * sizeof(T), places);
        Workers.Run(job, checked((int)((places + job.Rows - 1) / job.Rows)), 0.03 * places * (columns + 8) * shape.GroupChannels);
    }

    // Places below length that leave this residue.
    private static nint Places(nint length, nint phase, nint stride) => length > phase ? ((length - phase - 1) / stride) + 1 : 0;

    // The taps of one phase, each transposed: [taps, filters, channels].
    private static void Turn<T>(in ConvolutionShape shape, in ConvolutionPatches<T> patches, nint group, T* w, T* turned)
        where T : unmanaged
    {
        nint filters = shape.GroupFilters, channels = shape.GroupChannels;
        for (nint z = 0; z < patches.Depth.Count; z++)
        {
            for (nint y = 0; y < patches.Height.Count; y++)
            {
                for (nint x = 0; x < patches.Width.Count; x++, turned += filters * channels)
                {
                    nint tap = (((patches.Depth.Tap + (z * patches.Depth.TapStep)) * shape.Kernel.Height) + patches.Height.Tap + (y * patches.Height.TapStep)) * shape.Kernel.Width;
                    T* from = w + ((tap + patches.Width.Tap + (x * patches.Width.TapStep)) * channels * shape.Filters) + (group * filters);
                    CopyView(from, channels, shape.Filters, filters, turned);
                }
            }
        }
    }

    private static void CopyView<T>(T* from, nint rows, nint row, nint columns, T* transposed)
        where T : unmanaged => Copy.ToContiguous(new View<T>(Reach(from, rows, row, columns, 1), 0, [columns, rows], [1, row]), new Span<T>(transposed, checked((int)(rows * columns))));

    private struct InputJob<T> : IPieces
        where T : unmanaged
    {
        public ConvolutionShape Shape;
        public ConvolutionPatches<T> Patches;
        public Space Phase;
        public nint Group;
        public T* W;
        public T* X;
        public nint Rows;

        public readonly void Run(int piece)
        {
            nint channels = Shape.GroupChannels, columns = Patches.Columns, first = piece * Rows, count = Math.Min(Rows, (Shape.Batch * Patches.Output.Size) - first);
            byte[] rented = GemmMemory.Rent(count * (columns + channels) * sizeof(T));
            try
            {
                T* product = (T*)GemmMemory.Start(rented), patches = product + (count * channels);
                T* target = X + (Group * channels);
                bool direct = Shape.Stride.Size == 1;
                Patches.Write(first, count, patches);
                if (direct)
                {
                    Multiply(count, columns, channels, patches, columns, 1, W, channels, target + (first * Shape.Channels), Shape.Channels, accumulate: false);
                    return;
                }

                Multiply(count, columns, channels, patches, columns, 1, W, channels, product, channels, accumulate: false);
                for (nint i = 0; i < count; i++)
                {
                    nint image = (first + i) / Patches.Output.Size;
                    Space at = Patches.Output.At((first + i) % Patches.Output.Size);
                    nint pixel = (((((image * Shape.Input.Depth) + Phase.Depth + (at.Depth * Shape.Stride.Depth)) * Shape.Input.Height)
                        + Phase.Height + (at.Height * Shape.Stride.Height)) * Shape.Input.Width) + Phase.Width + (at.Width * Shape.Stride.Width);
                    new Span<T>(product + (i * channels), (int)channels).CopyTo(new Span<T>(target + (pixel * Shape.Channels), (int)channels));
                }
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }
}
